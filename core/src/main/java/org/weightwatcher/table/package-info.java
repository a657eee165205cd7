/// Results as tables: rows and summary, and their CSV and JSON forms. May depend on everything up
/// to `analysis`.
@NullMarked
package org.weightwatcher.table;

import org.jspecify.annotations.NullMarked;
