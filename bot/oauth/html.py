"""A page as HTML: one file, nothing loaded from anywhere, for keyboards, screen readers, narrow and dark screens."""

from html import escape

from bot.oauth.words import Page

_STYLE = """
:root { color-scheme: light dark }
body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem }
h1 { font-size: 1.75rem; line-height: 1.25 }
code { font: 1rem ui-monospace, monospace; padding: .5rem .75rem; border: 1px solid; border-radius: .375rem; display: block; overflow-wrap: anywhere }
a { display: inline-block; margin-top: 1rem; padding: .625rem 1.25rem; border-radius: .375rem; background: #4a154b; color: #fff; font-weight: 600; text-decoration: none }
a:focus-visible { outline: 3px solid #1d9bd1; outline-offset: 3px }
"""  # noqa: E501  # a stylesheet's lines


def rendered(page: Page, language: str) -> str:
    first, *rest = page.paragraphs
    code = f"<p><code>{escape(page.code)}</code></p>" if page.code else ""
    link = f'<p><a href="{escape(page.link[0])}">{escape(page.link[1])}</a></p>' if page.link else ""
    paragraphs = "\n".join([f"<p>{escape(first)}</p>", code, *(f"<p>{escape(text)}</p>" for text in rest), link])
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(page.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(page.title)}</h1>
{paragraphs}
</main>
</body>
</html>
"""
