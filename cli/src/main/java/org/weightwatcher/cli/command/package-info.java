/// One class a command, their shared options, and what they write. Depends on the screens, the
/// terminal, picocli and core's face.
@NullMarked
package org.weightwatcher.cli.command;

import org.jspecify.annotations.NullMarked;
