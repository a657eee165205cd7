/// One class a command: options, one call of the library, output. Depends on everything else in
/// `cli`; nothing but `Cli` depends on it.
@NullMarked
package org.weightwatcher.cli.command;

import org.jspecify.annotations.NullMarked;
