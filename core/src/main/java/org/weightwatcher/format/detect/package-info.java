/// From a path to a model: which files of a folder are the model, and which reader reads them.
/// Knows every container; none of them knows it.
@NullMarked
package org.weightwatcher.format.detect;

import org.jspecify.annotations.NullMarked;
