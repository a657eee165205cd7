package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/// BLAS and LAPACK of a native library: the one class with native calls.
///
/// No method handle or address leaves it, and the library runs each call on the calling thread
/// alone. Calls last up to seconds, so none is linked as critical: that would hold up the garbage
/// collector. Immutable and thread-safe.
final class NativeLapack implements Lapack {
  /// From here on the two-stage reduction is faster, interpolated between measurements at 1024
  /// (slower) and 2048 (faster) with AVX2 and AVX-512 kernels.
  static final int TWO_STAGE_FROM = 1500;

  // Values of the enums of cblas.h.
  private static final int ROW_MAJOR = 101;
  private static final int COLUMN_MAJOR = 102;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;
  private static final int LOWER = 122;

  /// The hidden length that Fortran compilers pass for a `CHARACTER*1` argument.
  private static final long ONE_CHARACTER = 1;

  /// Longer than any text that OpenBLAS says about itself.
  private static final long MAX_TEXT_BYTES = 256;

  // void cblas_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a,
  //     int lda, double beta, double *c, int ldc)
  private static final FunctionDescriptor DSYRK =
      FunctionDescriptor.ofVoid(
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_DOUBLE,
          ADDRESS,
          JAVA_INT,
          JAVA_DOUBLE,
          ADDRESS,
          JAVA_INT);

  // void cblas_dgemm(int order, int transa, int transb, int m, int n, int k, double alpha,
  //     const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc)
  private static final FunctionDescriptor DGEMM =
      FunctionDescriptor.ofVoid(
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_DOUBLE,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_DOUBLE,
          ADDRESS,
          JAVA_INT);

  // void dsyevd_(char *jobz, char *uplo, int *n, double *a, int *lda, double *w, double *work,
  //     int *lwork, int *iwork, int *liwork, int *info, size_t jobz_length, size_t uplo_length)
  // and dsyevd_2stage_ with the same arguments
  private static final FunctionDescriptor DSYEVD = fortran(11, 2);

  // void dgesdd_(char *jobz, int *m, int *n, double *a, int *lda, double *s, double *u, int *ldu,
  //     double *vt, int *ldvt, double *work, int *lwork, int *iwork, int *info, size_t jobz_length)
  private static final FunctionDescriptor DGESDD = fortran(14, 1);

  // void openblas_set_num_threads(int num_threads)
  private static final FunctionDescriptor SET_NUM_THREADS = FunctionDescriptor.ofVoid(JAVA_INT);

  // char *openblas_get_corename(void), char *openblas_get_config(void)
  private static final FunctionDescriptor TEXT = FunctionDescriptor.of(ADDRESS);

  // int setenv(const char *name, const char *value, int overwrite)
  private static final FunctionDescriptor SETENV =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);

  /// Fortran takes every argument by address, and after them a length for each `CHARACTER`.
  private static FunctionDescriptor fortran(int arguments, int characters) {
    return FunctionDescriptor.ofVoid(
        Stream.concat(
                Collections.nCopies(arguments, ADDRESS).stream(),
                Collections.nCopies(characters, JAVA_LONG).stream())
            .toArray(MemoryLayout[]::new));
  }

  /// A routine with the argument list of `dsyevd_`.
  private record Eigensolver(String name, MethodHandle handle) {}

  private record Routines(
      MethodHandle dsyrk,
      MethodHandle dgemm,
      MethodHandle dgesdd,
      Eigensolver oneStage,
      Eigensolver twoStage) {}

  private final Routines routines;
  private final String description;

  private NativeLapack(Routines routines, String description) {
    this.routines = routines;
    this.description = description;
  }

  /// Loads a library for the rest of the process.
  ///
  /// @param files absolute paths or names for the dynamic loader, in loading order; the last one
  ///   has the routines
  /// @return absent when a file cannot be loaded, a routine is missing or native access is denied
  static OpenBlasLibrary open(List<String> files, Host host) {
    String origin = files.getLast();
    try {
      if (host.variable("OPENBLAS_NUM_THREADS").isEmpty()) {
        limitThreadsBeforeLoading();
      }
      for (String file : files.subList(0, files.size() - 1)) {
        library(file);
      }
      return new OpenBlasLibrary.Loaded(bind(library(origin), origin, host), origin);
    } catch (NoSuchElementException missing) {
      return new OpenBlasLibrary.Absent(
          "%s lacks a routine: %s".formatted(origin, missing.getMessage()));
    } catch (IllegalArgumentException unusable) {
      return new OpenBlasLibrary.Absent(
          "%s cannot be loaded: %s".formatted(origin, unusable.getMessage()));
    } catch (IllegalCallerException denied) {
      return new OpenBlasLibrary.Absent(
          "native access is denied; allow it with --enable-native-access=ALL-UNNAMED");
    }
  }

  private static NativeLapack bind(SymbolLookup library, String origin, Host host) {
    Eigensolver oneStage = new Eigensolver("dsyevd", routine(library, "dsyevd_", DSYEVD));
    Eigensolver twoStage =
        optional(library, "dsyevd_2stage_", DSYEVD)
            .map(handle -> new Eigensolver("dsyevd_2stage", handle))
            .orElse(oneStage);
    Routines routines =
        new Routines(
            routine(library, "cblas_dsyrk", DSYRK),
            routine(library, "cblas_dgemm", DGEMM),
            routine(library, "dgesdd_", DGESDD),
            oneStage,
            twoStage);
    // Parallelism is over layers; threads of BLAS below those of Java spin and ruin both.
    optional(library, "openblas_set_num_threads", SET_NUM_THREADS)
        .ifPresent(handle ->
            call(() -> {
              handle.invokeExact(1);
            }));
    return new NativeLapack(routines, describe(library, origin, host));
  }

  /// Without this OpenBLAS starts a pool of threads while it is being loaded. The variables that
  /// Java sees are a copy, so only the C library can set one.
  private static void limitThreadsBeforeLoading() {
    optional(Linker.nativeLinker().defaultLookup(), "setenv", SETENV)
        .ifPresent(handle ->
            call(() -> {
              try (Arena arena = Arena.ofConfined()) {
                MemorySegment name = arena.allocateFrom("OPENBLAS_NUM_THREADS");
                int _ = (int) handle.invokeExact(name, arena.allocateFrom("1"), 0);
              }
            }));
  }

  private static String describe(SymbolLookup library, String origin, Host host) {
    Optional<String> config = text(library, "openblas_get_config");
    if (config.isEmpty()) {
      return "LAPACK (" + origin + ")";
    }
    // "OpenBLAS 0.3.31 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64"
    String[] words = config.get().strip().split("\\s+", 3);
    String version = words.length > 1 ? words[0] + " " + words[1] : "OpenBLAS";
    String core = text(library, "openblas_get_corename").orElse("unknown kernel");
    String forced =
        host.variable("OPENBLAS_CORETYPE").isPresent() ? ", forced by OPENBLAS_CORETYPE" : "";
    return "%s (%s%s)".formatted(version, core, forced);
  }

  @SuppressWarnings("restricted") // the string ends within the static buffer of the library
  private static Optional<String> text(SymbolLookup library, String name) {
    return optional(library, name, TEXT)
        .map(handle -> {
          MemorySegment[] result = {MemorySegment.NULL};
          call(() -> result[0] = (MemorySegment) handle.invokeExact());
          return result[0].reinterpret(MAX_TEXT_BYTES).getString(0);
        });
  }

  @SuppressWarnings("restricted") // the file is the one that the user or this program chose
  private static SymbolLookup library(String file) {
    return SymbolLookup.libraryLookup(file, Arena.global());
  }

  @SuppressWarnings("restricted") // the descriptor was written beside the C signature
  private static Optional<MethodHandle> optional(
      SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return library
        .find(name)
        .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, descriptor));
  }

  private static MethodHandle routine(
      SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return optional(library, name, descriptor).orElseThrow(() -> new NoSuchElementException(name));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void gramOfColumns(
      int rows, int columns, MemorySegment a, double beta, MemorySegment gram) {
    Segments.requireGram(rows, columns, a, columns, beta, gram);
    // Row-major A is column-major M = Aᵀ, c x r: AᵀA = M·Mᵀ.
    call(() -> {
      routines.dsyrk.invokeExact(
          COLUMN_MAJOR, LOWER, NO_TRANSPOSE, columns, rows, 1.0, a, columns, beta, gram, columns);
    });
  }

  @Override
  public void gramOfRows(int rows, int columns, MemorySegment a, double beta, MemorySegment gram) {
    Segments.requireGram(rows, columns, a, rows, beta, gram);
    // With the same M: AAᵀ = Mᵀ·M.
    call(() -> {
      routines.dsyrk.invokeExact(
          COLUMN_MAJOR, LOWER, TRANSPOSE, rows, columns, 1.0, a, columns, beta, gram, rows);
    });
  }

  @Override
  public void multiply(
      int rows, int columns, int inner, MemorySegment a, MemorySegment b, MemorySegment c) {
    Segments.requireProduct(rows, columns, inner, a, b, c);
    call(() -> {
      routines.dgemm.invokeExact(
          ROW_MAJOR,
          NO_TRANSPOSE,
          NO_TRANSPOSE,
          rows,
          columns,
          inner,
          1.0,
          a,
          inner,
          b,
          columns,
          0.0,
          c,
          columns);
    });
  }

  @Override
  public void eigenvalues(int n, MemorySegment matrix, MemorySegment values) {
    Segments.requireEigen(n, matrix, values);
    Eigensolver solver = n < TWO_STAGE_FROM ? routines.oneStage : routines.twoStage;
    solve(solver, 'N', n, matrix, values);
  }

  @Override
  public void eigenvectors(int n, MemorySegment matrix, MemorySegment values) {
    Segments.requireEigen(n, matrix, values);
    // The two-stage reduction gives no vectors.
    solve(routines.oneStage, 'V', n, matrix, values);
    Segments.requireNumbers("dsyevd", n, values);
  }

  private static void solve(
      Eigensolver solver, char job, int n, MemorySegment matrix, MemorySegment values) {
    // Checked before the call: the routine counts in int32.
    long minimum = Math.toIntExact(job == 'V' ? 1 + 6L * n + 2L * n * n : 2L * n + 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment jobz = arena.allocateFrom(JAVA_BYTE, (byte) job);
      MemorySegment uplo = arena.allocateFrom(JAVA_BYTE, (byte) 'L');
      MemorySegment order = arena.allocateFrom(JAVA_INT, n);
      MemorySegment info = arena.allocate(JAVA_INT);
      Workspace query = Workspace.query(arena);
      call(() -> dsyevd(solver, jobz, uplo, order, matrix, values, query, info));
      require(solver.name, info, n);
      Workspace work = Workspace.of(arena, query.wantedDoubles(minimum), query.wantedIntegers());
      call(() -> dsyevd(solver, jobz, uplo, order, matrix, values, work, info));
      require(solver.name, info, n);
    }
  }

  private static void dsyevd(
      Eigensolver solver,
      MemorySegment jobz,
      MemorySegment uplo,
      MemorySegment order,
      MemorySegment matrix,
      MemorySegment values,
      Workspace work,
      MemorySegment info)
      throws Throwable {
    solver.handle.invokeExact(
        jobz,
        uplo,
        order,
        matrix,
        order,
        values,
        work.doubles(),
        work.doublesLength(),
        work.integers(),
        work.integersLength(),
        info,
        ONE_CHARACTER,
        ONE_CHARACTER);
  }

  @Override
  public void singularValues(int rows, int columns, MemorySegment a, MemorySegment values) {
    Segments.requireSingular(rows, columns, a, values);
    int least = Math.min(rows, columns);
    try (Arena arena = Arena.ofConfined()) {
      // The column-major Aᵀ has the same singular values.
      MemorySegment m = arena.allocateFrom(JAVA_INT, columns);
      MemorySegment n = arena.allocateFrom(JAVA_INT, rows);
      MemorySegment info = arena.allocate(JAVA_INT);
      Workspace query = Workspace.query(arena);
      call(() -> dgesdd(arena, m, n, a, values, query, info));
      require("dgesdd", info, least);
      long minimum = 3L * least + Math.max(Math.max(rows, columns), 7L * least);
      Workspace work =
          Workspace.of(arena, query.wantedDoubles(minimum), Math.multiplyExact(8, least));
      call(() -> dgesdd(arena, m, n, a, values, work, info));
      require("dgesdd", info, least);
    }
  }

  private void dgesdd(
      Arena arena,
      MemorySegment m,
      MemorySegment n,
      MemorySegment a,
      MemorySegment values,
      Workspace work,
      MemorySegment info)
      throws Throwable {
    MemorySegment jobz = arena.allocateFrom(JAVA_BYTE, (byte) 'N');
    // U and Vᵀ are not referenced with jobz = 'N', but their leading dimension must be >= 1.
    MemorySegment one = arena.allocateFrom(JAVA_INT, 1);
    MemorySegment no = arena.allocate(JAVA_DOUBLE);
    MemorySegment doubles = work.doubles();
    MemorySegment length = work.doublesLength();
    MemorySegment integers = work.integers();
    routines.dgesdd.invokeExact(
        jobz, m, n, a, m, values, no, one, no, one, doubles, length, integers, info, ONE_CHARACTER);
  }

  private static void require(String routine, MemorySegment info, int n) {
    int code = info.get(JAVA_INT, 0);
    if (code != 0) {
      throw new ArithmeticException("%s: info=%d for n=%d".formatted(routine, code, n));
    }
  }

  @FunctionalInterface
  private interface NativeCall {
    void run() throws Throwable;
  }

  // In a lambda `invokeExact` must be a statement: as an expression its type would be Object.
  private static void call(NativeCall nativeCall) {
    try {
      nativeCall.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError("a C function throws nothing", impossible);
    }
  }
}
