package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkDiskTest {

  @ParameterizedTest
  @CsvSource({
    "nfs4, true",
    "CIFS, true",
    "smbfs, true",
    "fuse.sshfs, true",
    "fuse.mergerfs, false",
    "ext4, false",
    "NTFS, false",
    "overlay, false"
  })
  void tellsByTheKindOfFileSystem(String type, boolean isNetwork) {
    assertThat(NetworkDisk.isNetwork(type)).isEqualTo(isNetwork);
  }

  @Test
  void saysNothingOfALocalDiskOrAFolderThatIsNotThere(@TempDir Path folder) {
    assertThat(NetworkDisk.type(folder.resolve("models.db"))).isNull();
    assertThat(NetworkDisk.type(folder.resolve("away/models.db"))).isNull();
  }
}
