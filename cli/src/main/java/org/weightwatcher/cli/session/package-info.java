/// One run: what all commands share, how it ends, how its errors are told.
@NullMarked
package org.weightwatcher.cli.session;

import org.jspecify.annotations.NullMarked;
