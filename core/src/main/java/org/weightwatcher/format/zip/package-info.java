/// Zip archives as checked directories: every entry has a verified place in the file before it can
/// be used. May depend on `error`, `bytes`, `tensor` and `format`.
@NullMarked
package org.weightwatcher.format.zip;

import org.jspecify.annotations.NullMarked;
