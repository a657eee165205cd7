/// The command `weightwatcher`: options, progress, terminal tables, exit codes. No numerics.
@NullMarked
package org.weightwatcher.cli;

import org.jspecify.annotations.NullMarked;
