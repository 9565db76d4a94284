package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.repositories.Repositories;
import dev.tensors.tsr.answers.repositories.RepositoryCache;
import dev.tensors.tsr.answers.repositories.SuggestedRepositories;
import dev.tensors.tsr.cache.PreviewCache.PreviewChoice;
import dev.tensors.tsr.cache.PreviewCache.PreviewOutcome;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Age;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.huggingface.HuggingFace;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.previews.PreviewFolder;
import dev.tensors.tsr.sqlite.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

public final class CacheCommand implements Command {

  private static final String NONE_STALE =
      "The data of no linked model is that old; tsr db cache --linked fetches all anew.";

  private List<String> models = List.of();
  private boolean linked;
  private boolean suggested;
  private @Nullable Duration stale;
  private final PreviewOptions previews = new PreviewOptions();
  private final ServiceOptions service = new ServiceOptions();

  private final CommandContext context;

  public CacheCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Store all data that CivitAI has about models.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            A cached model is refreshed. A model that CivitAI no longer has keeps its data and
            is marked gone.

            With --previews, pictures that are kept are not requested again, and those of a
            model that CivitAI no longer has stay.
            """)
        .exitCodes(
            "3:some models or pictures failed, each model named on stderr; a repository is not "
                + "there or closed; or the result could not be written",
            "4:no such model at CivitAI, no folder for the database or the pictures, or, with"
                + " --suggested, no such database",
            ExitCode.SERVICE_HELP)
        .examples(
            "tsr db cache 999258 https://civitai.com/models/4468 hf:Comfy-Org/z_image_turbo",
            "tsr db cache --stale 7d       refresh data that is a week old")
        .parameters(
            "[MODEL...]",
            """
            A model at CivitAI: its id, the address of its page, or its AIR. Or a linked file,
            for its model, or the repository that has it. Or a repository at Hugging Face: hf:OWNER/REPO, hf:OWNER/REPO@REVISION,
            or the address of its page; then tsr db link knows its files by their SHA-256.
            """,
            all -> models = all)
        .flag("--linked", "Cache every model that a file is linked to.", on -> linked = on)
        .value(
            "--stale=AGE",
            "Cache linked models whose data is older than AGE (30d, 12h).",
            Age::of,
            value -> stale = value)
        .flag(
            "--suggested",
            """
            Only list the repositories at Hugging Face that your workflows, other managers'
            sidecars, well-known files and Hugging Face's cache name, and that are not cached. No
            service is asked.
            """,
            on -> suggested = on)
        .options(previews)
        .options(service);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (suggested) {
      return suggest();
    }
    if (models.isEmpty() && !linked && stale == null) {
      throw new WrongUsage("name a MODEL, or give --linked, --stale AGE or --suggested");
    }
    PreviewChoice choice = previews.choice();
    List<String> words = FileArguments.words(context, models);
    Set<Repository> repositories = new LinkedHashSet<>();
    words.forEach(word -> FileArguments.repository(word).ifPresent(repositories::add));
    boolean isOnlyRepositories =
        !words.isEmpty()
            && !linked
            && stale == null
            && words.stream().allMatch(word -> Repository.of(word).isPresent());
    if (choice != null && isOnlyRepositories) {
      throw new WrongUsage(
          "--previews is for models at CivitAI; a repository has no such pictures");
    }
    try (Civitai civitai = context.civitai(service);
        Database database = context.catalogue().openOrCreate()) {
      PreviewFolder folder = choice == null ? null : context.createPreviewFolder();
      CachedModels cached = new CachedModels(database);
      ModelCache cache = new ModelCache(civitai, cached, context.clock());
      List<String> absent = new ArrayList<>();
      Set<Long> ids = new LinkedHashSet<>();
      for (ModelReference reference : references(words, database, repositories, absent)) {
        modelId(reference, cache, absent).ifPresent(ids::add);
      }
      if (stale != null) {
        ids.addAll(cached.stale(context.ago(stale), context.ago(Duration.ZERO)));
      } else if (linked) {
        ids.addAll(cached.linked());
      }
      if (ids.isEmpty()
          && models.isEmpty()
          && !EmptyCatalogueNotice.print(
              context, database, EmptyCatalogueNotice.Wanted.LINKED_FILES)) {
        context.messages().notice(NONE_STALE);
      }
      try (CacheReport report =
              new CacheReport(
                  context,
                  context.previews(database),
                  ids.size() + repositories.size(),
                  previews.words());
          HuggingFace huggingFace = repositories.isEmpty() ? null : context.huggingFace()) {
        absent.forEach(report::absent);
        if (choice == null || folder == null) {
          cache.cache(
              List.copyOf(ids), model -> report.done(new PreviewOutcome.OfModel(model, null)));
        } else {
          try (PreviewCache run =
              new PreviewCache(civitai, database, folder, choice, report::done)) {
            run.cache(cache, List.copyOf(ids));
          }
        }
        if (huggingFace != null) {
          new RepositoryCache(huggingFace, new Repositories(database), context.clock())
              .cache(List.copyOf(repositories), report::done);
        }
        return report.exitCode();
      }
    }
  }

  private ExitCode suggest() {
    if (!models.isEmpty() || linked || stale != null || previews.choice() != null) {
      throw new WrongUsage("--suggested stores nothing; leave out MODEL and other options");
    }
    try (Database database = context.catalogue().openForReading()) {
      SuggestionReport.print(context, new SuggestedRepositories(database).all());
    }
    return ExitCode.DONE;
  }

  /**
   * The models that the words name.
   *
   * @param repositories receives those of files that are linked to no model
   * @param absent receives why a word names nothing, which stops none of the others
   */
  private List<ModelReference> references(
      List<String> words, Database database, Set<Repository> repositories, List<String> absent) {
    FileArguments arguments = FileArguments.allOrNone(context, database);
    List<ModelReference> references = new ArrayList<>();
    for (String word : words) {
      Optional<ModelReference> model = ModelReference.ofModel(word);
      if (model.isPresent()) {
        references.add(model.get());
      } else if (Repository.of(word).isEmpty()) {
        try {
          LocalFile file = file(word, arguments);
          Optional<Repository> repository = new Repositories(database).ofFile(file.id());
          if (file.modelId() != null) {
            references.add(new ModelReference(file.modelId(), null));
          } else if (repository.isPresent()) {
            repositories.add(repository.get());
          } else {
            absent.add(
                file.path() + ": not linked to CivitAI, so it has no model; see tsr db link");
          }
        } catch (NotFound e) {
          absent.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return references;
  }

  private static LocalFile file(String word, FileArguments arguments) {
    return arguments
        .fileIfAny(word)
        .orElseThrow(
            () ->
                new WrongUsage(
                    "'"
                        + word
                        + "' is not the id, page address or AIR of a model at CivitAI, nor a file in"
                        + " the catalogue, nor hf:OWNER/REPO"
                        + (word.contains("/") && Repository.isName(word)
                            ? "; for a repository write hf:" + word
                            : "")));
  }

  private static Optional<Long> modelId(
      ModelReference reference, ModelCache cache, List<String> absent) throws InterruptedException {
    if (reference.modelId() != null) {
      return Optional.of(reference.modelId());
    }
    Long versionId = reference.versionId();
    Optional<Long> found = versionId == null ? Optional.empty() : cache.modelOf(versionId);
    if (found.isEmpty()) {
      absent.add("CivitAI has no version " + versionId + "; check the id");
    }
    return found;
  }
}
