package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sqlite.JDBC;
import org.sqlite.date.FastDateFormat;

/** That the driver of SQLite calls all of the class that stands in the place of its own. */
class DriverTest {

  private static final String REPLACED = FastDateFormat.class.getName().replace('.', '/');

  private static final String ROOM = REPLACED.substring(0, REPLACED.lastIndexOf('/'));

  @Test
  void callsAllMethodsOfTheReplacedClass() throws Exception {
    Set<String> called = new TreeSet<>();
    try (FileSystem driver = FileSystems.newFileSystem(jar());
        Stream<Path> files = Files.walk(driver.getPath("org/sqlite"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
        if (!file.startsWith(ROOM)) {
          addCalls(file, called);
        }
      }
    }

    Set<String> replaced = new TreeSet<>();
    for (Method method : FastDateFormat.class.getDeclaredMethods()) {
      MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
      replaced.add(method.getName() + type.descriptorString());
    }
    assertThat(called).isEqualTo(replaced);
  }

  private static Path jar() throws URISyntaxException {
    return Path.of(JDBC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void addCalls(Path file, Set<String> called) throws IOException {
    for (PoolEntry entry : ClassFile.of().parse(Files.readAllBytes(file)).constantPool()) {
      if (entry instanceof MemberRefEntry member
          && member.owner().asInternalName().equals(REPLACED)) {
        called.add(member.name() + member.type().stringValue());
      }
    }
  }
}
