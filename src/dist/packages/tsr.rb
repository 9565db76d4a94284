# Homebrew formula. A release fills in the words in capitals.
class Tsr < Formula
  desc "Catalogue of AI model files with what CivitAI knows about them, offline"
  homepage "https://github.com/@REPOSITORY@"
  version "@VERSION@"
  license "MIT"

  on_macos do
    depends_on arch: :arm64
    url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/tsr-@VERSION@-macos-arm64.tar.gz"
    sha256 "@SHA256:macos-arm64.tar.gz@"
  end

  on_linux do
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/tsr-@VERSION@-linux-arm64.tar.gz"
      sha256 "@SHA256:linux-arm64.tar.gz@"
    end
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/tsr-@VERSION@-linux-x64.tar.gz"
      sha256 "@SHA256:linux-x64.tar.gz@"
    end
  end

  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"bin/tsr"
    man1.install_symlink Dir[libexec/"share/man/man1/*.1"]
    generate_completions_from_executable(bin/"tsr", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_equal "tsr #{version}", shell_output("#{bin}/tsr --version").strip
    assert_equal "[]", shell_output("#{bin}/tsr db list --json").strip
  end
end
