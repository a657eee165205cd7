/// What the commands show to people: the tables of `analyze` and `describe`. Depends on the
/// terminal package and on core's results; computes nothing.
@NullMarked
package org.weightwatcher.cli.screen;

import org.jspecify.annotations.NullMarked;
