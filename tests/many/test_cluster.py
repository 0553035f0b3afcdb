"""The work on a Dask cluster of two workers that share nothing with us but qicao itself."""

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from drafts import ENDLESS, run

BRIEF = "模板: 模板.md\n日期: 2026-09-07\n"
TEMPLATE = """---
title: 试
params:
  标题: {type: text, example: 讲话}
  日期: {type: date, example: 2026-09-01}
  次数: {type: number, example: 3}
---
{% include "_头.md" %}
同志们：
今年是第{{ 次数 | 汉字 }}次。
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return the address of a scheduler whose two workers stand in another folder."""
    distributed = pytest.importorskip("distributed")
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))
    known = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    try:
        with distributed.LocalCluster(**known) as cluster:
            yield cluster.scheduler_address
    finally:
        os.chdir(before)


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "模板.md").write_text(TEMPLATE, "utf-8")
    (tmp_path / "_头.md").write_text("{{ 标题 }}\n（{{ 日期 }}）\n", "utf-8")
    (tmp_path / "共同.yaml").write_text(BRIEF, "utf-8")
    lines = [f"第{number}乡,在第{number}乡例会上的讲话,{number}" for number in range(1, 61)]
    (tmp_path / "乡镇.csv").write_text("\n".join(["乡镇,标题,次数", *lines]), "utf-8")
    return tmp_path


def draft(desk, *arguments):
    done = run("draft", *arguments, cwd=desk, timeout=ENDLESS)
    assert "Traceback" not in done.stderr
    return done


def digests(folder):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_cluster_makes_the_same_bytes(desk, address):
    table = ["共同.yaml", "--rows", "乡镇.csv"]
    here = draft(desk, *table, "-o", "here")
    there = draft(desk, *table, "-o", "there", "--cluster", address)
    assert (there.returncode, there.stderr) == (0, here.stderr)
    assert there.stdout == here.stdout.replace("here/", "there/")
    assert digests(desk / "here") == digests(desk / "there")
    assert len(digests(desk / "there")) == 60
    (desk / "there/第7乡.docx").unlink()
    again = draft(desk, *table, "-o", "there", "--cluster", address, "--resume")
    assert again.stdout == "there/第7乡.docx\n"


def test_briefs_of_their_own_go_there_too(desk, address):
    for number in (1, 2, 3):
        (desk / f"{number}.yaml").write_text(f"{BRIEF}标题: 讲话\n次数: {number}\n", "utf-8")
    (desk / "坏.yaml").write_text("模板: 模板.md\n标提: 讲话\n", "utf-8")
    names = ["1.yaml", "坏.yaml", "2.yaml", "3.yaml"]
    here, there = draft(desk, *names, "-o", "here"), draft(desk, *names, "-o", "there", "--cluster", address)
    assert (here.returncode, there.returncode) == (1, 1)
    assert here.stderr == there.stderr
    assert digests(desk / "here") == digests(desk / "there")
    assert len(digests(desk / "there")) == 3


def test_problems_of_rows_and_of_the_template_come_back_with_their_places(desk, address):
    (desk / "乡镇.csv").write_text("乡镇,标题,次数\n甲,讲话,三百\n乙,讲话,10001\n丙,讲话,3\n", "utf-8")
    done = draft(desk, "共同.yaml", "--rows", "乡镇.csv", "-o", "out", "--cluster", address, "--keep-going")
    assert done.returncode == 1
    assert "模板.md:10:1: error[not-countable]" in done.stderr
    assert "qicao-" not in done.stderr
    assert done.stdout == "out/甲.docx\nout/丙.docx\n"


def test_nobody_at_the_address(desk):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    done = draft(desk, "共同.yaml", "--rows", "乡镇.csv", "-o", "out", "--cluster", address)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[cluster-silent]" in done.stderr
    assert "dask scheduler" in done.stderr
    assert not (desk / "out").exists()


def test_without_dask_it_is_told_what_to_install(desk):
    (desk / "没有").mkdir()
    (desk / "没有/distributed.py").write_text("raise ImportError\n", "utf-8")
    env = {"PYTHONPATH": str(desk / "没有")}
    done = run(
        "draft", "共同.yaml", "--rows", "乡镇.csv", "--cluster", "tcp://127.0.0.1:1", cwd=desk, env=env
    )
    assert done.returncode == 1
    assert "error[no-dask]" in done.stderr
    assert "qicao[dask]" in done.stderr
