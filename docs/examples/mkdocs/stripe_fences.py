"""Fenced blocks of the language `stripe` become snippets: plain <pre> with the attributes that Sandshell reads."""

import html
import re
import shlex

FENCE = re.compile(r"^```stripe([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def on_page_markdown(markdown, **_):
    return FENCE.sub(block, markdown)


def block(match):
    attributes = "".join(
        f' {name}="{html.escape(value)}"' for name, value in attributes_of(shlex.split(match[1])).items()
    )
    return f"<pre{attributes}><code>{html.escape(match[2].rstrip(), quote=False)}</code></pre>"


def attributes_of(words):
    if "output" in words:
        return {"data-sandshell-expected": ""}
    modes = [word for word in words if word in ("run", "insert", "off")]
    named = dict(word.split("=", 1) for word in words if word.startswith(("id=", "after=")))
    return {"data-sandshell": (modes or ["run"])[0]} | {
        f"data-sandshell-{name}": value for name, value in named.items()
    }
