/// Data that leave the program: results, eigenvalues and matrices, on stdout or in files.
@NullMarked
package org.weightwatcher.cli.output;

import org.jspecify.annotations.NullMarked;
