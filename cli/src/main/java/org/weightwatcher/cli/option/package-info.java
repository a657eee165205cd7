/// What may stand on the command line: options by theme, shared by the commands, and the readers of
/// their values. Contradictions are core's to find.
@NullMarked
package org.weightwatcher.cli.option;

import org.jspecify.annotations.NullMarked;
