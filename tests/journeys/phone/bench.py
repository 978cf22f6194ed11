"""A workbench: the shipped modules in the phone's browser, to be called one by one."""

from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.journeys.phone.browser import Voter, modules_only, phone_of
from tests.journeys.phone.hall import serving
from voting.ballots.manifest import Manifest

SEED = bytes(range(16))

# Loads shipped modules and gives their functions to the body of a test.
LOAD = """async ([modules, body, values]) => {
  const found = {};
  for (const name of modules) {
    Object.assign(found, await import("/static/now/js/ballot/" + name + ".js"));
  }
  const bytes = await import("/static/now/js/ballot/bytes.js");
  return await new Function("f", "b", "v", "return (async () => { " + body + " })()")(
    found, bytes, values);
}"""


class Bench:
    """A page from which modules are called; bodies find ``f`` (functions), ``b`` (bytes), ``v``."""

    def __init__(self, voter: Voter) -> None:
        self._voter = voter

    def calls(self, modules: list[str], body: str, *values: object) -> object:
        """Run a body with the functions of modules and its values."""
        return self._voter.run(LOAD, modules, body, list(values))

    def votes(self, manifest: Manifest, body: str, *values: object) -> object:
        """Run a body that also finds the poll as ``p`` and ``SEED`` as ``seed``."""
        head = """
          const manifest = JSON.parse(v[0]);
          const issuing = f.issuingKey(manifest.groups[0].issuing_key);
          const p = { manifest, issuing, hash: b.fromHex(v[1]) };
          const seed = b.fromHex(v[2]);
        """
        modules = ["keys", "paper", "cast", "seed", "qr"]
        known = (manifest.encoded.decode(), manifest.hash.hex(), SEED.hex())
        return self.calls(modules, head + body, *known, *values)


@contextmanager
def workbench(browser: Browser):
    """Set one up for a while."""
    with serving(modules_only()) as url:
        context = phone_of(browser)
        yield Bench(Voter(context.new_page()).opens(url))
        context.close()
