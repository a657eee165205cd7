/// The command `weightwatcher`: the process and the parser. No numerics. Depends on the commands.
@NullMarked
package org.weightwatcher.cli;

import org.jspecify.annotations.NullMarked;
