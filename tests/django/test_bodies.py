import os
from hashlib import sha256

from comms.django.bodies import Bodies


def test_body_is_read_once_a_version(tmp_path):
    path, bodies = tmp_path / "a.ics", Bodies()
    path.write_bytes(b"one")

    assert bodies.body(str(path)) is bodies.body(str(path))


def test_tag_is_the_hash_of_the_bytes(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(b"one")

    assert Bodies().body(str(path)).etag == f'"{sha256(b"one").hexdigest()}"'


def test_replaced_file_is_noticed_though_size_and_time_are_the_same(tmp_path):
    path, bodies = tmp_path / "a.ics", Bodies()
    for content in (b"one", b"two"):
        new = tmp_path / "new"
        new.write_bytes(content)
        os.utime(new, (1_000, 1_000))
        new.replace(path)
        body = bodies.body(str(path))

    assert body.octets == b"two"


def test_removed_file_is_forgotten(tmp_path):
    path, bodies = tmp_path / "a.ics", Bodies()
    path.write_bytes(b"one")
    bodies.body(str(path))

    path.unlink()

    assert (bodies.body(str(path)), bodies._octets) == (None, 0)


def test_oldest_bodies_go_where_memory_ends(tmp_path):
    bodies = Bodies(most=250)
    for name in "abc":
        (tmp_path / name).write_bytes(b"x" * 100)
        bodies.body(str(tmp_path / name))

    assert [path[-1] for path in bodies._kept] == ["b", "c"]


def test_body_larger_than_the_memory_is_answered_all_the_same(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100)

    assert len(Bodies(most=10).body(str(tmp_path / "a")).octets) == 100


def test_folder_is_no_body(tmp_path):
    assert Bodies().body(str(tmp_path)) is None
