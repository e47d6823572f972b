"""Bodies from Markdown and permitted HTML, documents from bodies and front matter. Sees one file of content/ only."""
