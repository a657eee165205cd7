/// From a path to a model: which format a file is, which files of a folder are the model, and which
/// reader reads them. Knows every container; nothing but the command knows it. May depend on
/// `error`, `bytes`, `tensor`, `format` and the readers below it.
@NullMarked
package org.weightwatcher.format.detect;

import org.jspecify.annotations.NullMarked;
