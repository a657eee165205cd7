/// The safetensors container: a JSON header, then the tensors end to end. May depend on `error`,
/// `bytes`, `tensor` and `format`.
@NullMarked
package org.weightwatcher.format.safetensors;

import org.jspecify.annotations.NullMarked;
