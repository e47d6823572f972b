"""Bodies from Markdown and permitted HTML, documents from bodies and front matter. Looks at one file of content/."""
