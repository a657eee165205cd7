package org.weightwatcher.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.weightwatcher.cli",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.weightwatcher.cli.(*)..").should().beFreeOfCycles();

  /// The flow: the terminal, screens, the run, options, outputs, commands.
  @ArchTest
  static final ArchRule ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("terminal")
          .definedBy("..cli.terminal")
          .layer("screen")
          .definedBy("..cli.screen")
          .layer("session")
          .definedBy("..cli.session")
          .layer("option")
          .definedBy("..cli.option")
          .layer("output")
          .definedBy("..cli.output")
          .layer("command")
          .definedBy("..cli.command")
          .layer("main")
          .definedBy("org.weightwatcher.cli")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("output")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("option")
          .mayOnlyBeAccessedByLayers("output", "command")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("option", "output", "command", "main")
          .whereLayer("screen")
          .mayOnlyBeAccessedByLayers("session", "option", "output", "command");

  @ArchTest
  static final ArchRule NO_NUMERICS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.weightwatcher.fit..",
              "org.weightwatcher.spectrum..",
              "org.weightwatcher.bytes..",
              "org.weightwatcher.format.safetensors..",
              "org.weightwatcher.format.torch..",
              "org.weightwatcher.format.pickle..",
              "org.weightwatcher.format.zip..");

  @ArchTest
  static final ArchRule ONLY_MAIN_EXITS =
      noClasses()
          .that()
          .doNotHaveSimpleName("Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule SCREENS_KNOW_NO_PARSER =
      noClasses()
          .that()
          .resideInAnyPackage("..cli.screen..", "..cli.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "..cli.option..", "..cli.output..", "..cli.command..");
}
