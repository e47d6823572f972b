"""Live preview: the stages of the build, held in memory, behind a small web server.

It makes pages when somebody looks at them. Nothing here has a part in what a page's bytes are.

Four sorts of threads meet here:

* The *engine's* thread (`live`) takes what was saved out of the inbox, updates the store, and announces what differs.
  It alone writes to the store, and it alone uses `Preview`, but for what other threads may read there.
* The *watching* thread (`watch`) puts what was saved into the inbox.
* The *event loop* answers requests (`views`) and feeds the open browsers (`events`). It never waits for a page.
* Threads of a *pool* find and make the pages that are asked for (`cache`), with a connection of their own.

And these locks, none of which is taken while another is held:

* of `PageCache`: the view of the site and its pages. The engine holds it from the commit of an update until the new
  view is shown, so that no page is made from two states of the site.
* of pictures in `PageCache`: one variant is made at a time, and nobody waits for a page meanwhile.
* of `Inbox`: what was saved.
* of `Hub`: the open browsers. What they are told is put on the event loop.

The engine's and the watching thread are daemons, and whatever else still runs a moment after Ctrl-C is cut off, so a
preview ends within a second whatever it is at: the store heals.
"""
