package dev.tensors.tsr.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ImagesTest extends CommandTest {

  private Path pictures;
  private Path boats;
  private Path fog;

  @BeforeEach
  void library() throws IOException {
    boats = library.model("boats.safetensors", 1);
    fog = library.model("fog.safetensors", 2);
    pictures = Files.createDirectory(folder.toRealPath().resolve("pictures"));
    workplace.scan();
  }

  @Test
  void readsOnlyNewAndChangedPictures() throws IOException {
    Path one = picture("one.png", "<lora:boats:1> <lora:fog:0.5>");
    Path two = Files.write(pictures.resolve("two.jpg"), new byte[] {1, 0, 2});
    Files.writeString(pictures.resolve("three.txt"), "<lora:boats:1>");

    images("--json", pictures.toString())
        .ends(
            3,
            """
            [{"path":"%s","status":"new","tool":null,"models":2,"reason":null},
             {"path":"%s","status":"failed","tool":null,"models":0,"reason":"it is no picture, video or sound: it begins as none that tsr knows"}]
            """
                .formatted(one, two),
            """
            tsr: %s: it is no picture, video or sound: it begins as none that tsr knows
            1 new, 1 failed; models are named in 1 of 2 pictures
            """
                .formatted(two));

    picture("one.png", "<lora:boats:1>");
    images()
        .prints(
            one + "\tchanged\t\t1\n",
            "0 new, 1 changed, 1 known to be bad (--all for the reasons); models are named"
                + " in 1 of 2 pictures\n");
    images("-q", "--all")
        .prints(
            one + "\tunchanged\t\t1\n" + two + "\tfailed\t\t0\n",
            "tsr: "
                + two
                + ": it is no picture, video or sound: it begins as none that tsr knows\n");
  }

  /** A folder became a symlink since: some pictures are recorded by each of the two paths. */
  @Test
  void countsThePicturesUnderEachPathOfAnAbsentFolder() throws IOException {
    Path disk = Files.createDirectory(pictures.resolve("disk"));
    Path link = Files.createSymbolicLink(pictures.resolve("link"), disk);
    catalogue.execute(
        """
        INSERT INTO own_images (path, size_bytes, mtime_ns)
          VALUES ('%1$s/p/1.png', 1, 1), ('%2$s/p/2.png', 1, 1), ('%2$s/p/3.png', 1, 1)"""
            .formatted(link, disk));

    assertThat(images(link.resolve("p").toString()).err())
        .contains("the catalogue has 3 pictures there;");
  }

  @Test
  void recognizesMovedPicturesByTheirSizeAndTime() throws IOException {
    picture("a/one.png", "<lora:boats:1>");
    Path two = picture("a/two.png", "<lora:boats:1>");
    exactTime(two, 7);
    images("-q", pictures.toString());
    List<String> rows = catalogue.rows("SELECT id FROM own_images ORDER BY path");

    Path later = pictures.resolveSibling("later");
    Files.move(pictures, later);
    images()
        .fails(
            4,
            """
            tsr: %1$s: no such folder or file, but the catalogue has 2 pictures there; nothing was \
            marked missing. Is a disk not mounted? If the pictures were moved: tsr db images NEW; \
            if they were deleted: tsr db prune --images %1$s
            0 new; models are named in 2 of 2 pictures
            """
                .formatted(pictures));
    images(later.toString(), "--json")
        .prints(
            """
            [{"path":"%1$s/a/one.png","status":"unchanged","tool":null,"models":1,"reason":null},
             {"path":"%1$s/a/two.png","status":"unchanged","tool":null,"models":1,"reason":null}]
            """
                .formatted(later),
            """
            tsr: %s: gone, and none of its pictures is left; tsr db images no longer searches it
            0 new, 2 moved; models are named in 2 of 2 pictures
            """
                .formatted(pictures));
    catalogue.has("SELECT path FROM image_roots", later.toString());
    images(pictures.toString())
        .fails(
            4,
            """
            tsr: %s: no such folder or file; nothing was marked missing. Is a disk not mounted?
            0 new; models are named in 2 of 2 pictures
            """
                .formatted(pictures));

    Path three = later.resolve("three.png");
    Files.move(later.resolve("a/two.png"), three);
    images().prints("", "0 new, 1 unchanged, 1 moved; models are named in 2 of 2 pictures\n");
    assertThat(catalogue.rows("SELECT id FROM own_images ORDER BY path")).isEqualTo(rows);
    assertThat(tsr.db("list --json boats").out()).contains("\"images_made\":2,");
  }

  /** Archives and some disks round times, so that many pictures have the same. */
  @Test
  void takesNoOtherPictureForAMovedOneByARoundedTime() throws IOException {
    Path one = picture("one.png", "<lora:boats:1>");
    Files.setLastModifiedTime(one, FileTime.from(Instant.parse("2026-01-02T03:04:06Z")));
    Path copy = Files.copy(one, pictures.resolve("copy.png"), StandardCopyOption.COPY_ATTRIBUTES);
    images("-q", pictures.toString());

    Files.delete(one);
    Files.move(copy, pictures.resolve("other.png"));

    images("-q")
        .prints(
            "%1$s/other.png\tnew\t\t1\n%1$s/copy.png\tmissing\t\t1\n%1$s/one.png\tmissing\t\t1\n"
                .formatted(pictures));
  }

  /** Programs give pictures the same names in each folder, and all sizes and times can be equal. */
  @Test
  void takesAPictureForAMovedOneOnlyWhereItTellsTheSame() throws IOException {
    FileTime time = FileTime.from(Instant.parse("2026-01-02T03:04:06Z"));
    Path one = Files.setLastModifiedTime(picture("a/one.png", "<lora:boats:1>"), time);
    images("-q", pictures.toString());
    Files.delete(one);
    Path other = Files.setLastModifiedTime(picture("b/one.png", "<lora:coast:1>"), time);

    images("-q").prints("%s\tnew\t\t1\n%s\tmissing\t\t1\n".formatted(other, one));
    String names =
        "SELECT i.path, m.name FROM own_images i JOIN own_image_models m ON m.image_id = i.id ORDER BY 1";
    catalogue.has(names, one + "|boats", other + "|coast");

    Files.createDirectories(pictures.resolve("c"));
    Path moved = Files.move(other, pictures.resolve("c/one.png"));
    assertThat(images().err()).startsWith("0 new, 1 moved, 1 still missing; ");
    catalogue.has(names, one + "|boats", moved + "|coast");
  }

  @Test
  void remembersWhatIsCalledAPictureAndIsNone() throws IOException {
    picture("one.png", "<lora:boats:1>");
    Path link = Files.createSymbolicLink(pictures.resolve("x.png"), Path.of("gone.png"));

    Result first = images(pictures.toString()).exits(3);
    assertThat(first.err()).startsWith("tsr: " + link + ": dangling symlink to gone.png\n");
    images()
        .prints(
            "",
            "0 new, 1 unchanged, 1 known to be bad (--all for the reasons); models are named"
                + " in 1 of 2 pictures\n");
    assertThat(images("--json").out()).contains("\"reason\":\"dangling symlink to gone.png\"");
    assertThat(tsr.db("prune --images", pictures).out()).isEmpty();

    Path moved = Files.move(link, pictures.resolve("y.png"));
    images().exits(0);
    catalogue.has("SELECT count(*) FROM own_images", "2");

    Files.delete(moved);
    assertThat(images().out()).isEmpty();
    catalogue.has("SELECT count(*) FROM own_images", "1");
  }

  private static final String NO_PICTURE =
      "it is no picture, video or sound: it begins as none that tsr knows";

  /** A file of settings with a key, whose text would be a prompt. */
  @Test
  void readsNoTextThatIsCalledAPicture() throws IOException {
    Path secret = Files.writeString(pictures.resolveSibling("config.toml"), "key = \"s3cret\"");
    Path inside = Files.writeString(pictures.resolve("inside.toml"), "key = \"s3cret\"");
    Path named = Files.writeString(pictures.resolve("b.png"), "a boat <lora:boats:1>");
    Files.createSymbolicLink(pictures.resolve("c.png"), inside);
    Path out = Files.createSymbolicLink(pictures.resolve("d.png"), secret);
    picture("one.jpg", "<lora:boats:1>");

    images("--json", pictures.toString())
        .ends(
            3,
            """
            [{"path":"%1$s","status":"failed","tool":null,"models":0,"reason":"%4$s"},
             {"path":"%2$s/one.jpg","status":"new","tool":null,"models":1,"reason":null},
             {"path":"%3$s","status":"failed","tool":null,"models":0,"reason":"%4$s"}]
            """
                .formatted(named, pictures, inside, NO_PICTURE),
            """
            tsr: %1$s: %3$s
            tsr: %2$s: %3$s
            1 symlink leads out of the searched folders and is not followed: %4$s to %5$s; \
            where pictures are: tsr db images %5$s
            1 new, 2 failed; models are named in 1 of 3 pictures
            """
                .formatted(named, inside, NO_PICTURE, out, secret));
    catalogue.has("SELECT count(*) FROM own_images WHERE prompt LIKE '%key%'", "0");
    catalogue.has("SELECT path FROM own_images WHERE path LIKE '%config%'");
    assertThat(images(secret.toString()).err())
        .startsWith("tsr: " + secret + ": no picture, video, sound or workflow that tsr knows\n");
  }

  /** A symlink may lead to anywhere within what is searched, and the searched path may be one. */
  @Test
  void followsSymlinksOnlyWithinTheSearchedFolders() throws IOException {
    Path other = Files.createDirectories(pictures.resolveSibling("other/sub")).getParent();
    Path there = Files.write(other.resolve("sub/x.png"), PictureFile.png().end());
    Path data = Files.write(pictures.resolve("data"), PictureFile.png().end());
    Files.createSymbolicLink(pictures.resolve("a.png"), data);
    Files.createSymbolicLink(pictures.resolve("b.png"), there);
    Files.createSymbolicLink(pictures.resolve("folder"), other);
    Files.createSymbolicLink(pictures.resolve("x.png"), there);
    Files.createSymbolicLink(pictures.resolve("round"), pictures);
    Path link = Files.createSymbolicLink(pictures.resolveSibling("link"), pictures);
    String notice =
        """
        3 symlinks lead out of the searched folders and are not followed, such as %1$s/folder to \
        %2$s; where pictures are: tsr db images %2$s
        """
            .formatted(pictures, other);

    images(link.toString())
        .prints(data + "\tnew\t\t0\n", notice + "1 new; models are named in 0 of 1 picture\n");
    images(link.toString(), other.toString())
        .prints(
            there + "\tnew\t\t0\n", "1 new, 1 unchanged; models are named in 0 of 2 pictures\n");
    images(pictures.toString())
        .says("0 new, 1 unchanged; models are named in 0 of 2 pictures\n"); // it is remembered
    catalogue.execute("DELETE FROM image_roots WHERE path LIKE '%other'");
    Files.createSymbolicLink(pictures.resolve("up"), pictures.getParent());

    images()
        .prints(
            "",
            """
            4 symlinks lead out of the searched folders and are not followed, such as \
            %1$s/folder to %2$s; where pictures are: tsr db images %2$s; 1 picture recorded behind \
            them stays as it is
            0 new, 1 unchanged; models are named in 0 of 2 pictures
            """
                .formatted(pictures, other));
    catalogue.has("SELECT count(*) FROM own_images WHERE missing_since IS NULL", "2");
  }

  /** A picture is what begins as one, whatever its name, where it is named itself. */
  @Test
  void readsAPictureByAnyName() throws IOException {
    Path plain = Files.write(pictures.resolve("plain"), PictureFile.png().end());
    Path other = Files.write(pictures.resolve("x.txt"), PictureFile.jpeg());
    Path jfif = Files.write(pictures.resolve("y.JFIF"), PictureFile.jpeg());

    images("-q", plain.toString(), other.toString())
        .prints(plain + "\tnew\t\t0\n" + other + "\tnew\t\t0\n");
    images("-q", pictures.toString()).prints(jfif + "\tnew\t\t0\n");
  }

  @Test
  void keepsWhatAPictureToldThatMayNotBeReadNow() throws IOException {
    Path one = picture("one.png", "<lora:boats:1>");
    images("-q", pictures.toString());
    picture("one.png", "<lora:boats:0.5>");
    Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(one), "root may read it all the same");

    for (int run = 0; run < 2; run++) {
      images("-q")
          .ends(
              3,
              one + "\tfailed\t\t1\n",
              "tsr: " + one + ": permission denied; check its permissions\n");
    }
    assertThat(tsr.db("list --json boats").out()).contains("\"images_made\":1,");

    Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
    images("-q").prints(one + "\tchanged\t\t1\n");
  }

  @Test
  void keepsWhatPicturesNameForSql() throws IOException {
    picture(
        "a.png", "boats <lora:boats:0.8>\nSteps: 1, Sampler: a, Model hash: 1234567890, Model: x");

    images("-q", pictures.toString());

    catalogue.has("SELECT path FROM image_roots", pictures.toString());
    catalogue.has("SELECT prompt, width FROM own_images", "boats <lora:boats:0.8>|640");
    catalogue.has(
        "SELECT type, name, hash, weight FROM own_image_models ORDER BY id",
        "checkpoint|x|1234567890|null",
        "lora|boats|null|0.8");
  }

  @Test
  void marksPicturesMissingAndForgetsThemWhenAsked() throws IOException {
    Path one = picture("one.png", "<lora:boats:1>");
    picture("two.png", "<lora:boats:1>");
    images("-q", pictures.toString());
    Files.delete(one);

    images("-q").prints(one + "\tmissing\t\t1\n");
    images("-q").prints("");
    assertThat(tsr.db("prune --images --dry-run").out()).startsWith(one + "\t");
    tsr.db("prune --images").says("1 forgotten\n");
    catalogue.has("SELECT count(*) FROM own_images", "1");
    tsr.db("prune")
        .says("0 forgotten: no file is marked missing; tsr db scan marks those that are gone\n");
    tsr.db("prune --images --older-than 9d")
        .says(
            "0 forgotten: no picture has been missing for that long; leave out --older-than for all\n");
  }

  @Test
  void marksNothingMissingWhereAFolderIsGoneOrEmpty() throws IOException {
    Path one = picture("one.png", "<lora:boats:1>");
    images("-q", pictures.toString());
    Files.delete(one);

    images()
        .fails(
            3,
            """
            tsr: %1$s: holds no picture, but the catalogue has 1 picture below it; nothing was marked \
            missing. Is a disk not mounted? If the pictures were moved: tsr db images NEW; if they were \
            deleted: tsr db prune --images %1$s
            0 new; models are named in 1 of 1 picture
            """
                .formatted(pictures));

    Files.delete(pictures);
    images("--json").exits(4).shows("[]\n");
    assertThat(tsr.db("prune --images", pictures).out()).startsWith(one.toString());
    images().exits(2);
  }

  @Test
  void countsOnePictureThatNamesNoModel() throws IOException {
    picture("photo.png", "");

    images(pictures.toString()).says("1 new; models are named in 0 of 1 picture\n");
    tsr.db("list --sort used").says("2 files, 194 B\nmodels are named in 0 of 1 picture\n");
  }

  @Test
  void tellsWhichFilesAreUsed() throws IOException {
    tsr.db("list --unused").says("No pictures are recorded yet; run tsr db images FOLDER.\n");
    picture("one.png", "<lora:boats:1>");
    picture("two.png", "<lora:boats:1> <lora:later:1>");
    picture("photo.png", "");
    images("-q", pictures.toString());
    Files.setLastModifiedTime(
        pictures.resolve("two.png"), FileTime.from(Instant.parse("2030-01-02T03:04:05Z")));
    images("-q");

    tsr.db("list --unused")
        .prints(
            fog + "\t97\t\t\t\t\n",
            "1 file, 97 B\nNo recorded picture names these files, or a copy of them; models are named in 2 of 3 pictures; VAEs, text encoders"
                + " and other files that many pictures do not name are left out\n");
    assertThat(tsr.db("list --json").out())
        .contains("\"images_made\":2,\"last_used_at\":\"2030-01-02T03:04:05Z\"")
        .contains("\"images_made\":0,\"last_used_at\":null");

    assertThat(tsr.db("show boats.safetensors --format=table").out())
        .containsPattern("used in +2 pictures of yours.*last on 2030-01-02\n");

    Path later = library.model("later.safetensors", 3);
    workplace.scan();
    assertThat(tsr.db("list --sort used -q").out().lines().map(line -> line.split("\t")[0]))
        .containsExactly(boats.toString(), later.toString(), fog.toString());
  }

  @Test
  void countsACopyAsUsedWhereItsContentIs() throws IOException {
    Files.copy(boats, library.path("boats-2.safetensors"));
    workplace.scan();
    picture("one.png", "<lora:boats:1>");
    images("-q", pictures.toString());

    tsr.db("list --unused -q").prints(fog + "\t97\t\t\t\t\n");
    assertThat(tsr.db("list boats-2 --json").out()).contains("\"images_made\":1");
  }

  /** Most pictures do not say which VAE they were made with, even where another one does. */
  @ParameterizedTest
  @ValueSource(strings = {"TextEncoder", "VAE", "Upscaler", "Other"})
  void callsNoFileUnusedOfATypeThatManyPicturesDoNotName(String type) throws IOException {
    picture("one.png", "<lora:boats:1>\nSteps: 1, Sampler: a, Seed: 1, VAE: another");
    images("-q", pictures.toString());
    catalogue.execute(
        "UPDATE local_files SET type = '%s' WHERE file_path LIKE '%%fog%%'".formatted(type));

    tsr.db("list --unused -q").prints("");
    assertThat(tsr.db("show fog.safetensors --format=table").out()).doesNotContain("used in");
    assertThat(tsr.db("show boats.safetensors --format=table").out()).contains("used in");
  }

  /** A pickle is not read, so that it may be a text encoder. */
  @Test
  void callsNoPickleOfUnknownTypeUnused() throws IOException {
    Files.writeString(boats.resolveSibling("text.bin"), "x".repeat(100));
    tsr.db("scan -q --pickles", boats.getParent());
    picture("one.png", "<lora:boats:1>");
    images("-q", pictures.toString());

    tsr.db("list --unused -q").prints(fog + "\t97\t\t\t\t\n");
  }

  @Test
  void countsEmbeddingsByBareWords() throws IOException {
    catalogue.execute(
        "UPDATE local_files SET type = 'TextualInversion' WHERE file_path LIKE '%fog%'");
    picture("one.png", "<lora:boats:1>, fog");
    picture("two.png", "Fog, sea\nSteps: 1, Sampler: a, Size: 1x1");
    images("-q", pictures.toString());

    assertThat(tsr.db("list --json fog").out()).contains("\"images_made\":2");
  }

  private static void exactTime(Path file, int nanoseconds) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z").plusNanos(nanoseconds * 1000L)));
  }

  private Path picture(String name, String infotext) throws IOException {
    Files.createDirectories(pictures.resolve(name).getParent());
    return Files.write(
        pictures.resolve(name), PictureFile.png().text("parameters", infotext).end());
  }

  private Result images(Object... arguments) {
    return tsr.db("images --jobs=1", arguments);
  }
}
