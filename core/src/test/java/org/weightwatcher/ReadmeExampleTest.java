package org.weightwatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judge: the Java compiler, and the example model of the repository. The README's library example
/// compiles and runs as it stands there.
class ReadmeExampleTest {
  private static final Path ROOT = Path.of(System.getProperty("weightwatcher.root", ".."));

  @TempDir Path folder;

  @Test
  void theLibraryExampleCompilesAndRuns() throws Exception {
    Path output = folder.resolve("out.json");
    String model = ROOT.resolve("examples/chartransformer/model.safetensors").toString();
    String code =
        example()
            .replace("\"model.safetensors\"", literal(model))
            .replace("\"out.json\"", literal(output.toString()))
            .replace("System.out::println", "x -> {}");
    compile(
        """
        import java.nio.file.Path;
        import org.weightwatcher.*;
        import org.weightwatcher.options.*;
        public class Example {
          public static void run() throws java.io.IOException {
        %s
          }
        }
        """
            .formatted(code));
    URL[] place = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, getClass().getClassLoader())) {
      loader.loadClass("Example").getMethod("run").invoke(null);
    }
    assertThat(Files.readString(output)).contains("\"schema\": \"weightwatcher/1\"");
  }

  private static String example() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher block =
        Pattern.compile("<!-- example: library -->\\s*```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertThat(block.find()).as("README has a block marked 'example: library'").isTrue();
    return block.group(1);
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\") + '"';
  }

  private void compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, problems, options, null, List.of(file)).call();
    assertThat(problems.getDiagnostics().stream().map(Object::toString)).isEmpty();
  }
}
