/// Recognises and opens a path; it alone knows every container.
@NullMarked
package org.weightwatcher.format.detect;

import org.jspecify.annotations.NullMarked;
