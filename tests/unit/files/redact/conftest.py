"""Redaction inside the test's own process; the bounded one has tests of its own."""

from __future__ import annotations

import pytest

from mingtang.files.redact import DEFAULT_REDACTION_LIMITS, Redacted
from mingtang.files.redact.choosing import find
from mingtang.files.redact.lines import read_lines
from mingtang.files.redact.pdf import redact_file
from tests.unit.files.redact import checks


@pytest.fixture
def finding(tmp_path):
    """The passages of a text in a PDF."""

    def found(content, text, ground="X15"):
        source = tmp_path / "searched.pdf"
        source.write_bytes(content)
        pages = read_lines(source, DEFAULT_REDACTION_LIMITS)
        return [each for page in pages for each in find(page, text, ground)]

    return found


@pytest.fixture
def redacting(tmp_path):
    """Redact a PDF; the source must not change."""

    def redacted(content, passages):
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        source.write_bytes(content)
        report = redact_file(source, target, passages, DEFAULT_REDACTION_LIMITS)
        assert source.read_bytes() == content
        return Redacted(target.read_bytes(), report, tuple(passages))

    return redacted


@pytest.fixture
def withholding(finding, redacting):
    """Find a text, redact it, and prove that it is gone and all else looks as before."""

    def withheld(content, secret, *, kept=(), rasterised=False):
        passages = finding(content, secret)
        assert passages, "the secret was not found"
        result = redacting(content, passages)
        assert not checks.mentions(result.content, secret)
        before = checks.texts(content)
        for name, text in checks.texts(result.content).items():
            assert "".join(secret.split()) not in text, name
            for word in kept:
                # Not every extractor reads every file, nor each turned page forwards.
                if word in before[name]:
                    assert word in text, (name, word)
        assert all(any(word in text for text in before.values()) for word in kept)
        assert checks.looks_the_same_elsewhere(content, result.content, passages)
        assert bool(result.report.rasterised_pages) is rasterised, result.report.reasons
        return result

    return withheld
