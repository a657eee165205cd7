/// BLAS and LAPACK behind one interface, native and pure Java, and the off-heap buffers they work
/// on. Depends on nothing of ours but `error`.
@NullMarked
package org.weightwatcher.linalg;

import org.jspecify.annotations.NullMarked;
