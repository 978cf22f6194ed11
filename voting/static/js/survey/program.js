// The questionnaire of a manifest, ready to be asked: its pages, its questions, their options.

const OTHER = "other";
const UNANSWERED = ["note", "calculate"];

function choicesOf(form, question, labelOfOther) {
  const list = (form.lists || []).find(({ name }) => name === question.choices);
  const found = (list && list.choices) || [];
  if (!question.other || found.some(({ name }) => name === OTHER)) return found;
  const label = {};
  for (const language of form.languages) label[language] = labelOfOther(language);
  return found.concat({ name: OTHER, label });
}

/** The name under which the text beside `other` is kept. */
export function otherName(question) {
  return question.name + "_other";
}

/** Whether a person answers a question. */
export function isAnswered({ kind }) {
  return !UNANSWERED.includes(kind);
}

/** Whether a question has a certain appearance. */
export function looks({ appearance }, word) {
  return (appearance || "").split(" ").includes(word);
}

/** What takes the place of an object whose keys are names of questions. */
export function table() {
  return Object.create(null);
}

export class Program {
  /** `labelOfOther(language)` says what the option for anything else is called. */
  constructor({ form, order, trees }, labelOfOther) {
    this.form = form;
    this.order = order;
    this.languages = form.languages && form.languages.length ? form.languages : [""];
    this.steps = table();
    this.names = [];
    this.pages = (form.sections || []).map((section) => {
      const page = { section, items: [], names: [] };
      for (const item of section.items || []) this.take(page, item, trees, labelOfOther);
      return page;
    });
  }

  take(page, item, trees, labelOfOther) {
    const questions = item.kind === "matrix" ? item.questions || [] : [item];
    for (const question of questions) {
      const choices = choicesOf(Object.assign({}, this.form, { languages: this.languages }), question, labelOfOther);
      const names = new Set(choices.map(({ name }) => name));
      this.steps[question.name] = { question, choices, names, trees: trees[question.name] || {} };
      this.names.push(question.name);
      page.names.push(question.name);
    }
    page.items.push({ item, names: questions.map(({ name }) => name) });
  }

  /** A text in a language, else in the first one it has. */
  said(words, language) {
    const texts = words || {};
    const has = (key) => Object.prototype.hasOwnProperty.call(texts, key);
    const found = has(language) ? language : this.languages.find(has);
    return found === undefined ? "" : texts[found];
  }
}
