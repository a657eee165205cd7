/// What a file is, told by its content, and by its name where the content does not tell.
@NullMarked
package org.weightwatcher.format.content;

import org.jspecify.annotations.NullMarked;
