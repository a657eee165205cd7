package org.weightwatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Judge: the compiled classes. Data flows one way through the packages; nothing imports what comes
/// after it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "org.weightwatcher";

  /// In the order of the flow.
  private static final List<String> FLOW =
      List.of(
          "error",
          "options",
          "bytes",
          "tensor",
          "format",
          "layer",
          "linalg",
          "spectrum",
          "fit",
          "metric",
          "analysis",
          "table");

  private JavaClasses classes = new ClassFileImporter().importPackages();

  @BeforeAll
  void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  @Test
  void everyPackageHasItsPlaceInTheFlow() {
    assertThat(classes.size()).isGreaterThan(100);
    List<String> unknown =
        classes.stream()
            .map(type -> type.getPackageName())
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
            .distinct()
            .filter(name -> !FLOW.contains(name))
            .toList();
    assertThat(unknown).isEmpty();
  }

  static Stream<Integer> places() {
    return IntStream.range(0, FLOW.size()).boxed();
  }

  @ParameterizedTest
  @MethodSource("places")
  void noPackageImportsOneThatComesLater(int place) {
    String[] later =
        Stream.concat(
                Stream.of(ROOT),
                FLOW.subList(place + 1, FLOW.size()).stream().map(name -> ROOT + "." + name + ".."))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + FLOW.get(place) + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .check(classes);
  }

  @Test
  void containersKnowNothingOfEachOther() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".format.safetensors")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".format.torch", ROOT + ".format.pickle", ROOT + ".format.zip")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".format.torch", ROOT + ".format.pickle", ROOT + ".format.zip")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".format.safetensors", ROOT + ".format.numpy")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".format.numpy")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".format.torch", ROOT + ".format.pickle", ROOT + ".format.safetensors")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".format", ROOT + ".format.(*)")
        .and()
        .resideOutsideOfPackage(ROOT + ".format.detect")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".format.detect")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".format", ROOT + ".format.(*)")
        .and()
        .resideOutsideOfPackages(ROOT + ".format.detect", ROOT + ".format.content")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".format.content")
        .check(classes);
  }

  @Test
  void numericalMethodsKnowNoFits() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".fit.numeric")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".fit", ROOT + ".fit.bulk")
        .check(classes);
  }

  @Test
  void kerasKnowsNoOtherContainer() {
    String format = ROOT + ".format.";
    noClasses()
        .that()
        .resideInAnyPackage(format + "keras", format + "hdf5")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(format + "safetensors", format + "torch", format + "pickle")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(
            format + "safetensors", format + "torch", format + "pickle", format + "zip")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(format + "keras", format + "hdf5")
        .check(classes);
  }

  @Test
  void theLibraryForHdf5StaysBehindOneDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".format.hdf5")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.jhdf..")
        .check(classes);
  }

  @Test
  void thereIsNoCycle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void nativeCodeStaysBehindOneDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".linalg")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.Linker")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
        .check(classes);
  }

  @Test
  void theLibraryPrintsNothing() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
  }
}
