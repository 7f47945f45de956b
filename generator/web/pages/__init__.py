"""Pages of the desk: each reads what is asked, and answers with a page or leads on to one."""
