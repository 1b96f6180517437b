"""Pages for people: forms and answers as plain HTML, rendered on the server, without scripts."""
