"""What is wrong in a page of HTML, by the rules that its readers depend on."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# In SVG an element without content closes itself.
EMPTY_IN_SVG = {"path", "circle", "rect", "use"}
INLINE = {"a", "span", "strong", "code", "time", "em", "small"}
BLOCKS = {"p", "ul", "ol", "dl", "section", "div", "h1", "h2", "h3", "table", "pre", "article", "header", "nav"}
PARENTS = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "summary": {"details"}, "figcaption": {"figure"}}
HEADINGS = ("h1", "h2", "h3", "h4")


class Checked(HTMLParser):
    """A page, read; *problems* says what is wrong, *links* where it leads."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.problems, self.links, self.words = [], [], []
        self.ids, self.asked, self.headings = Counter(), [], []
        self.open = []
        self.feed(html)
        self.close()
        self.problems += [f"{tag} is not closed" for tag in self.open]
        self.problems += [f"the id {one} stands {count} times" for one, count in self.ids.items() if count > 1]
        self.problems += [f"there is no {one}" for one in self.asked if one not in self.ids]
        if self.headings.count(1) != 1:
            self.problems.append(f"{self.headings.count(1)} first headings")
        steps = zip([0, *self.headings], self.headings, strict=False)
        self.problems += [
            f"a heading of rank {after} follows {before}" for before, after in steps if after > before + 1
        ]

    def handle_starttag(self, tag, attrs):
        names = Counter(name for name, _ in attrs)
        values = dict(attrs)
        self.problems += [f"{tag} has {name} twice" for name, count in names.items() if count > 1]
        self.problems += [f"{tag} has {name}" for name in names if name == "style" or name.startswith("on")]
        if tag in PARENTS and (not self.open or self.open[-1] not in PARENTS[tag]):
            self.problems.append(f"{tag} stands in {self.open[-1:]}")
        if tag in BLOCKS and set(self.open[-1:]) & (INLINE | {"p"}):
            self.problems.append(f"{tag} stands in {self.open[-1]}")
        if tag == "a" and "a" in self.open:
            self.problems.append("a link stands in a link")
        if tag == "img" and "alt" not in values:
            self.problems.append("a picture has no alternative")
        if tag in HEADINGS:
            self.headings.append(HEADINGS.index(tag) + 1)
        if "id" in values:
            self.ids[values["id"]] += 1
        self.asked += [one for name in ("aria-labelledby", "for") for one in (values.get(name) or "").split()]
        self.links += [values[name] for name in ("href", "src") if values.get(name)]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag in EMPTY_IN_SVG and self.open:
            self.open.pop()
        elif tag not in VOID:
            self.problems.append(f"{tag} closes itself")

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"{tag} is closed inside {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def text(self):
        return " ".join(self.words)
