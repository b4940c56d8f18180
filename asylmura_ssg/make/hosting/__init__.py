"""Configurations of hosts: what the site asks of any host, in the words of nginx, of Apache, and of hosting services."""
