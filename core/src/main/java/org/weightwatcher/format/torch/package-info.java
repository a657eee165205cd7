/// PyTorch files: the zip container since 1.6 and the stream of pickles before it. May depend on
/// `error`, `bytes`, `tensor`, `format`, `format.zip` and `format.pickle`.
@NullMarked
package org.weightwatcher.format.torch;

import org.jspecify.annotations.NullMarked;
