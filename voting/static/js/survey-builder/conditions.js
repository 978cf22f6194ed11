// Makes rows of conditions come as they are needed, and shows the field for a number only beside one.
//
// [data-when]   a row: the answer, the sign, the number
// [data-more]   adds a row like the last one

const more = document.querySelector("[data-more]");
const rows = () => Array.from(document.querySelectorAll("[data-when]"));
const NUMBER_SIGNS = [">=", "<="];

function settle(row) {
  const [target, sign] = row.querySelectorAll("select");
  const number = row.querySelector("input");
  const isNumber = target.value !== "" && !target.value.includes("=");
  number.hidden = !isNumber;
  if (!isNumber) number.value = "";
  Array.from(sign.options).forEach((option) => {
    option.disabled = !isNumber && NUMBER_SIGNS.includes(option.value);
  });
  if (sign.selectedOptions[0] && sign.selectedOptions[0].disabled) sign.value = "=";
}

function add() {
  const all = rows();
  const last = all[all.length - 1];
  const row = last.cloneNode(true);
  row.querySelectorAll("select, input").forEach((part) => {
    part.name = part.name.replace(/-\d+-/, `-${all.length}-`);
    part.id = part.name;
    part.value = part.tagName === "SELECT" ? part.options[0].value : "";
  });
  last.after(row);
  watch(row);
  row.querySelector("select").focus();
  more.hidden = all.length + 1 >= 20;
}

function watch(row) {
  settle(row);
  row.addEventListener("change", () => settle(row));
}

rows().forEach(watch);
if (more) {
  more.hidden = rows().length >= 20;
  more.addEventListener("click", add);
}
