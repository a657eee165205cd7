/// Where bytes come from: named sources of checked ranges, and a cursor that reads numbers from
/// them. May depend on `error`.
@NullMarked
package org.weightwatcher.bytes;

import org.jspecify.annotations.NullMarked;
