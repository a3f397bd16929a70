import pytest
from jinja2 import DictLoader, FileSystemLoader

from comms.errors import WrittenError
from comms.mail.rendering import environment, rendered


def filled(folder, source, **values):
    (folder / "a.txt.j2").write_text(source)
    return rendered(environment(FileSystemLoader(folder), escape=False, put=str), "a.txt.j2", **values)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("one\n{{ two }}", "a.txt.j2: line 2: UndefinedError: 'two' is undefined"),
        ("\n\n{{ none }}", "a.txt.j2: line 3: TypeError: has no value; ask with “if” first"),
        ("{{ words.year.format() }}", "a.txt.j2: line 1: KeyError: 'year'"),
        ("{{ 1 / 0 }}", "a.txt.j2: line 1: ZeroDivisionError: division by zero"),
        ("{% if %}", "a.txt.j2: line 1: Expected an expression, got 'end of statement block'"),
        (
            "{% include 'b.txt.j2' %}",
            "b.txt.j2: there is no such template; write it, or leave the section out",
        ),
    ],
)
def test_mistake_names_template_and_line(tmp_path, source, message):
    with pytest.raises(WrittenError) as refused:
        filled(tmp_path, source, none=None, words={"year": "{year}"})

    assert str(refused.value).removeprefix(f"{tmp_path}/") == message


def test_mistake_in_an_included_template_names_that_template(tmp_path):
    (tmp_path / "b.txt.j2").write_text("\n\n\n{{ three }}")

    with pytest.raises(WrittenError) as refused:
        filled(tmp_path, "{% include 'b.txt.j2' %}")

    assert (
        str(refused.value)
        == f"{tmp_path}/b.txt.j2: line 4: UndefinedError: 'three' is undefined, asked by a.txt.j2 in line 1"
    )


def test_fault_outside_any_template_is_not_disguised():
    def broken(name):
        raise OSError(name)

    loader = DictLoader({})
    loader.get_source = lambda _, name: broken(name)

    with pytest.raises(OSError, match=r"a\.txt\.j2"):
        rendered(environment(loader, escape=False, put=str), "a.txt.j2")
