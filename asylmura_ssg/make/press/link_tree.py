"""The structures of all units under one document (ISO 32000-1, 14.7.2 and 14.7.4): for screens alone."""

from __future__ import annotations

from asylmura_ssg.make.press.link_file import PdfFile, ref, text
from asylmura_ssg.make.press.unit import Unit, UnitPage


class StructureTree:
    """The book's structure while units come in. ``document`` is the number of its one root element."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._root, self.document = file.reserve(), file.reserve()
        self._kids: list[int] = []
        self._parents: list[tuple[int, int]] = []
        self._names: dict[str, int] = {}
        self._keys = 0

    def keys(self, unit: Unit) -> range:
        """Return the keys of a unit's links in the parent tree."""
        start = self._keys
        self._keys += len(unit.annotated)
        return range(start, self._keys)

    def page(self, page: UnitPage, base: int) -> int:
        """Note the elements of a page's marked contents and return its key."""
        held = b" ".join(b"null" if parent < 0 else ref(base + parent) for parent in page.parents)
        self._parents.append((self._keys, self._file.add(b"[" + held + b"]")))
        self._keys += 1
        return self._keys - 1

    def take(self, unit: Unit, base: int, keys: range) -> None:
        """Note a unit's roots, links and names; its objects are written from ``base`` on."""
        self._kids += [base + root for root in unit.roots]
        self._parents += [(key, base + element) for key, element in zip(keys, unit.annotated, strict=True)]
        for name, element in unit.names:
            if name in self._names:
                raise ValueError(f"two elements of the book have the name {name!r}")
            self._names[name] = base + element

    def close(self) -> int:
        """Write the tree and return its number."""
        numbers = b" ".join(b"%d " % key + ref(number) for key, number in sorted(self._parents))
        parents = self._file.add(b"<</Nums [" + numbers + b"]>>")
        kids = b" ".join(map(ref, self._kids))
        self._file.put(self.document, b"<</Type /StructElem/S /Document/P " + ref(self._root) + b"/K [" + kids + b"]>>")
        body = b"<</Type /StructTreeRoot/K [" + ref(self.document) + b"]/ParentTree " + ref(parents)
        body += b"/ParentTreeNextKey %d" % self._keys
        if self._names:
            named = b" ".join(text(name) + b" " + ref(number) for name, number in sorted(self._names.items()))
            body += b"/IDTree " + ref(self._file.add(b"<</Names [" + named + b"]>>"))
        self._file.put(self._root, body + b">>")
        return self._root
