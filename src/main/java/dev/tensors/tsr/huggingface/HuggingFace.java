package dev.tensors.tsr.huggingface;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.AnswerReader;
import dev.tensors.tsr.network.ApiClient;
import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import dev.tensors.tsr.network.HttpCall;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.HttpCall.ApiCall;
import dev.tensors.tsr.network.Response;
import dev.tensors.tsr.network.ResponseClassifier;
import dev.tensors.tsr.network.RetryingClient;
import dev.tensors.tsr.network.RetryingClient.Backoff;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import dev.tensors.tsr.network.Service;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.network.Transport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API of Hugging Face, or of a mirror. */
public final class HuggingFace implements AutoCloseable {

  /** Its word for a request whose token it does not know, in contrast to one without access. */
  private static final String WRONG_TOKEN = "Invalid credentials";

  private static final Service SERVICE =
      new Service("Hugging Face", "see HF_TOKEN", HuggingFace::hidesRepository);

  /** Each lists up to a thousand files. */
  private static final int MOST_PAGES = 200;

  private static final int MOST_FILES = MOST_PAGES * 1000;

  /** No part goes beyond the next address: the time to search grows with the length alone. */
  private static final Pattern NEXT =
      Pattern.compile(
          "<[^<>?]*\\?([^<>#]*)[^<>]*>[^<,]*;\\s*rel=\"?next\\b", Pattern.CASE_INSENSITIVE);

  /**
   * A part of a listing, and the query with which the next one is asked for; null: it is the last.
   */
  private record Page(List<RepositoryFiles.File> files, @Nullable String next) {}

  private final Settings settings;
  private final Transport transport;
  private final ApiClient api;

  /** Of the last response. */
  private int status;

  /** Its word for the reason of the last refusal; null: it gave none. */
  private @Nullable String errorCode;

  /**
   * Opens no connection yet.
   *
   * @param settings the endpoint, such as {@code https://huggingface.co}, and the token
   * @param jitter gives random numbers from 0 to 1, which vary the time between retries
   */
  public HuggingFace(
      Settings settings, InstantSource clock, Sleeper sleeper, DoubleSupplier jitter) {
    this.settings = settings;
    transport = new Transport(settings);
    api =
        new ApiClient(
            call -> heard(transport.send(HttpCall.of(call, settings, AnswerLimits.USUAL))),
            new ResponseClassifier(settings, SERVICE, clock),
            new RetryingClient(new Backoff(jitter), clock, sleeper));
  }

  private Response heard(Response response) {
    status = response.status();
    errorCode = response.header("X-Error-Code");
    return response;
  }

  /** Why the last call was {@link Answer.Unknown}, and what to do, in one line. */
  public String whyUnknown(Repository repository) {
    String name = repository.name();
    boolean hasKey = settings.key() != null;
    if ("RevisionNotFound".equals(errorCode)) {
      return "Hugging Face has no revision %s of %s; hf:%s means its branch main"
          .formatted(repository.revision(), name, name);
    }
    if (status == 403 || "GatedRepo".equals(errorCode)) {
      return "%s is gated at Hugging Face; accept its terms on %s, and set HF_TOKEN%s"
          .formatted(name, Repository.page(name), hasKey ? " to a token that may read it" : "");
    }
    if (status != 401 && errorCode == null && settings.addressSource() != null) {
      return "%s has no %s, or is not the API of Hugging Face; check the name and the address"
          .formatted(settings.place(), name);
    }
    return "Hugging Face has no %s, or it is private; check the name, or set HF_TOKEN%s"
        .formatted(name, hasKey ? " to a token that may read it" : "");
  }

  /**
   * Whether a refusal says that a repository is not there, or closed to this user: it answers 401
   * for both where no token was sent, and 403 where the terms were not accepted.
   */
  private static boolean hidesRepository(Response response) {
    return response.status() != 404
        && !new String(response.body(), StandardCharsets.UTF_8).contains(WRONG_TOKEN);
  }

  /**
   * A repository at one commit with all its files, in a call and one more for each thousand files.
   * {@link Answer.Unknown} if it, or the revision, is not there or closed to this user.
   */
  public Answer<RepositoryFiles> files(Repository repository) throws InterruptedException {
    String revision = repository.revision();
    String path = "/api/models/" + repository.name();
    Answer<RepositoryFiles> answer =
        make(
            ApiCall.get(revision == null ? path : path + "/revision/" + encoded(revision)),
            reader -> summary(reader, repository.name()));
    return answer instanceof Answer.Found<RepositoryFiles>(RepositoryFiles summary)
        ? withFiles(summary)
        : answer;
  }

  private Answer<RepositoryFiles> withFiles(RepositoryFiles summary) throws InterruptedException {
    String path = "/api/models/" + summary.name() + "/tree/" + summary.commit() + "?";
    List<RepositoryFiles.File> files = new ArrayList<>();
    String query = "recursive=true&expand=false";
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Answer<Page> answer = make(ApiCall.get(path + query), PageReader.INSTANCE);
      if (!(answer instanceof Answer.Found<Page>(Page page))) {
        return answer.map(none -> summary);
      }
      files.addAll(page.files());
      if (files.size() > MOST_FILES) {
        break;
      }
      String next = page.next();
      if (next == null) {
        return new Answer.Found<>(summary.with(List.copyOf(files)));
      }
      query = next;
    }
    return new Answer.Unreachable<>(
        "the repository has more than " + MOST_FILES + " files, which tsr does not list");
  }

  private static RepositoryFiles summary(JsonReader reader, String asked)
      throws UnreadableJson, UnreadableAnswer {
    RepositoryFiles read =
        reader.value() instanceof JsonObject fields ? RepositoryFiles.of(fields, asked) : null;
    if (read == null) {
      throw new UnreadableAnswer("the answer has no commit");
    }
    return read;
  }

  /** Only the query of the next page's address is followed: its host could be any. */
  private static final class PageReader implements AnswerReader<Page> {

    static final PageReader INSTANCE = new PageReader();

    @Override
    public Page of(JsonReader answer) throws UnreadableJson {
      return new Page(answer.list(null, RepositoryFiles.File::of), null);
    }

    @Override
    public Page of(JsonReader answer, Response response) throws UnreadableJson, UnreadableAnswer {
      Matcher next = NEXT.matcher(response.headerList("Link"));
      return new Page(of(answer).files(), next.find() ? query(next.group(1)) : null);
    }

    private static String query(String query) throws UnreadableAnswer {
      if (!query.chars().allMatch(c -> c > ' ' && c < 127 && "\"<>\\^`{|}".indexOf(c) < 0)) {
        throw new UnreadableAnswer("the answer names no usable next page");
      }
      return query;
    }
  }

  /** The number of calls of this object that ended in {@link Answer.Found}. */
  public int answers() {
    return api.answers();
  }

  private <T> Answer<T> make(ApiCall call, AnswerReader<T> reading) throws InterruptedException {
    try {
      return api.make(call, reading);
    } catch (AnswerTooLarge e) {
      return new Answer.Unreachable<>(e.reason());
    }
  }

  private static String encoded(String revision) {
    return URLEncoder.encode(revision, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Aborts the calls under way. */
  @Override
  public void close() {
    transport.close();
  }
}
