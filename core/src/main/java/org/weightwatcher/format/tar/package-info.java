/// Tar archives, read in place. May depend on `error`, `bytes` and `format`.
@NullMarked
package org.weightwatcher.format.tar;

import org.jspecify.annotations.NullMarked;
