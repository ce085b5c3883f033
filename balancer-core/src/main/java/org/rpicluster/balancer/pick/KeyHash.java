package org.rpicluster.balancer.pick;

/**
 * 64-bit hashes of text, the same in every process and release: a key finds the same member after a
 * restart, and on every balancer of a cluster. Not for secrets, and not against an adversary.
 *
 * <p>One multiplication per character, no allocation; stateless, any thread. The loop is Fowler,
 * Noll and Vo's FNV-1a (over UTF-16 units) [1], whose low bits carry most of the change; the
 * finishing mix of SplitMix64 [2] spreads it over all 64.
 *
 * <p>[1] G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, T. Hansen: The FNV Non-Cryptographic Hash
 * Algorithm, RFC 9923.
 *
 * <p>[2] G. L. Steele, D. Lea, C. H. Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA
 * 2014, doi:10.1145/2660193.2660195.
 */
public final class KeyHash {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private KeyHash() {}

  /** The hash of a text. */
  public static long of(CharSequence text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** Spreads every bit of {@code bits} over all 64; one to one. */
  public static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
