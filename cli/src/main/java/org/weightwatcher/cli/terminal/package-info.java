/// Streams, width, colour and the drawing of tables: what a screen is made of. Depends on nothing
/// of ours but the escaping of text that comes from files.
@NullMarked
package org.weightwatcher.cli.terminal;

import org.jspecify.annotations.NullMarked;
