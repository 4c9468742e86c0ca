"""Files that belong to a record, encrypted on the disk: photos, footage.

Owns the keys of partnerships and the list of files. Promises:

* nothing lies readable on the disk: each file has a random key of its own, wrapped by its partnership's key, which is
  wrapped by the installation's key, and that one is neither in the database nor in a backup;
* a file is named by the SHA-256 of its plain bytes and opens in its own partnership only; one flipped bit is noticed;
* the same bytes kept twice in a partnership lie there once, until the last holder lets go;
* once that has happened neither the key nor the file is left.

It knows bytes, no photos and no people: who may read a file is decided by the record that holds it, one room higher.
"""
