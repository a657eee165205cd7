/// What all containers share: a model file as a list of named tensors, and the limits on hostile
/// input. Each container is a subpackage; `format.detect` knows them all. May depend on `error`,
/// `options`, `bytes` and `tensor`.
@NullMarked
package org.weightwatcher.format;

import org.jspecify.annotations.NullMarked;
