/// What can go wrong: codes, the exceptions that carry them, and the escaping of text that comes
/// from files. Depends on nothing of ours.
@NullMarked
package org.weightwatcher.error;

import org.jspecify.annotations.NullMarked;
