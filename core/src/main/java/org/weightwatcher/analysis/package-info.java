/// Tasks, their scheduling on threads, the memory plan and progress. May depend on everything up to
/// `metric`.
@NullMarked
package org.weightwatcher.analysis;

import org.jspecify.annotations.NullMarked;
