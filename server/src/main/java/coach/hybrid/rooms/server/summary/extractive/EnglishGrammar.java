package coach.hybrid.rooms.server.summary.extractive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.stemmer.PorterStemmer;

/** English, by OpenNLP's models. Its parts keep state between calls: one thread at a time. */
final class EnglishGrammar implements Grammar {
  /** Cut as the tagger's training data is: I 'll, do n't, Maya 's; hyphens join. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\p{L}+(?=n't\\b)|n't\\b|'(?:ll|re|ve|s|d|m)\\b|\\d+(?:[.,:]\\d+)*"
              + "|[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*|\\S",
          Pattern.CASE_INSENSITIVE);

  private static final String SENTENCES = "opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin";
  private static final String KINDS = "opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";

  private final SentenceDetectorME detector;
  private final POSTaggerME tagger;
  private final PorterStemmer stemmer = new PorterStemmer();

  private EnglishGrammar(SentenceModel sentences, POSModel kinds) {
    this.detector = new SentenceDetectorME(sentences);
    this.tagger = new POSTaggerME(kinds);
  }

  /** Reads the models, which takes a moment. */
  static EnglishGrammar load() throws IOException {
    try (InputStream sentences = open(SENTENCES);
        InputStream kinds = open(KINDS)) {
      return new EnglishGrammar(new SentenceModel(sentences), new POSModel(kinds));
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream model = EnglishGrammar.class.getResourceAsStream("/" + name);
    if (model == null) {
      throw new IOException(name + " is not on the class path");
    }
    return model;
  }

  @Override
  public List<String> sentences(String text) {
    return Arrays.asList(detector.sentDetect(text.replace('\u2019', '\'')));
  }

  @Override
  public List<Word> words(String sentence) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(sentence);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    String[] kinds = tagger.tag(tokens.toArray(String[]::new));
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String text = tokens.get(i);
      words.add(new Word(text, kinds[i], stemmer.stem(text.toLowerCase(Locale.ROOT))));
    }
    return words;
  }

  @Override
  public boolean knowsKinds() {
    return true;
  }
}
