"""How fast the public pages are made, beside the same templates filled with the same values and nothing else.

Run: .venv/bin/python bench/pages.py
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
_FOLDER = Path(tempfile.mkdtemp(prefix="bench-pages-"))
(_FOLDER / "config.yaml").write_bytes(Path(__file__).parents[1].joinpath("tests", "site.yaml").read_bytes())
os.environ["COMMS_CONFIG"] = str(_FOLDER)

from comms import app as wiring  # noqa: E402 - the site comes first

wiring.start()

from comms.pages.catalogue import files, pages  # noqa: E402 - Django comes first
from comms.pages.rendering import Renderer  # noqa: E402 - the same
from tests.pages.values import LANGUAGES, a_material, the_words  # noqa: E402 - the same
from tests.shipped import TEMPLATES  # noqa: E402 - the same


def main() -> None:
    """Print pages per second of both."""
    material, words = a_material(), the_words()
    start = time.perf_counter()
    made = list(files(material, words, TEMPLATES))
    whole = time.perf_counter() - start

    renderer = Renderer(TEMPLATES, material, words)
    ready = [(page, code) for code in LANGUAGES for page in pages(code, material, words[code])]
    start = time.perf_counter()
    for page, code in ready:
        renderer.html(page, code)
    bare = time.perf_counter() - start

    size = sum(len(content) for _, content in made)
    print(
        f"from records   {len(made):5} files   {whole:6.2f} s   {len(made) / whole:7.0f} pages/s   {size / 1e6:.1f} MB"
    )
    print(f"Jinja alone    {len(ready):5} pages   {bare:6.2f} s   {len(ready) / bare:7.0f} pages/s")


if __name__ == "__main__":
    main()
