"""The report in words, Vietnamese and English. Keys are check names and reason codes; a code without words is an error
of ours and shown as the code itself."""

from ecabinet.verify.report import Check, Report, Signature
from ecabinet.verify.words_votes import VOTES
from minutes.times import local

LANGUAGES = ("vi", "en")
SIGNS = {"ok": "✓", "broken": "✗", "unknown": "?"}

HEADS: dict[str, dict[int, str]] = {
    "vi": {
        0: "Biên bản nguyên vẹn, chữ ký hợp lệ.",
        1: "Biên bản KHÔNG nguyên vẹn.",
        3: "Biên bản nguyên vẹn, nhưng có điều chưa kiểm tra được.",
    },
    "en": {
        0: "The record is intact and its signatures are valid.",
        1: "The record is NOT intact.",
        3: "The record is intact, but something could not be checked.",
    },
}

GOOD: dict[str, dict[str, str]] = {
    "vi": {
        "file": "Hai chữ ký bao trùm toàn bộ tệp ({size} byte)",
        "signature_secretary": "Chữ ký của thư ký hợp lệ: {who}",
        "signature_chair": "Chữ ký của chủ tọa hợp lệ: {who}",
        "journal": "Nhật ký phiên họp liền mạch: {entries} mục ({withheld} mục chỉ giữ mã băm)",
        "votes": "{votes} lần biểu quyết đã kiểm lại từ từng phiếu, khớp với kết quả",
        "votes.secret": "{votes} lần biểu quyết đã kiểm lại, khớp với kết quả; {secret} lần bỏ phiếu kín chỉ kiểm được "
        "số phiếu, mã xác nhận và kết luận",
        "signers": "Người ký đúng là thư ký ({secretary}) và chủ tọa ({chair}) trong nhật ký",
        "updates": "Sau khi dựng chỉ có hai chữ ký được thêm vào",
        "typeset": "Biên bản dựng lại từ nhật ký giống hệt tệp này; SHA-256 {sha256}",
        "trust": "Chứng thư của người ký dẫn tới gốc tin cậy, còn hiệu lực lúc ký",
    },
    "en": {
        "file": "Two signatures cover the whole file ({size} bytes)",
        "signature_secretary": "The secretary's signature holds: {who}",
        "signature_chair": "The chair's signature holds: {who}",
        "journal": "The journal is unbroken: {entries} entries ({withheld} as hashes only)",
        "votes": "{votes} votes counted again from the ballots, as stated",
        "votes.secret": "{votes} votes counted again, as stated; of {secret} secret ones only the number of ballots, "
        "the receipts and the conclusion could be checked",
        "signers": "The signers are the journal's secretary ({secretary}) and chair ({chair})",
        "updates": "Nothing but two signatures was added after typesetting",
        "typeset": "Typeset again from the journal the record is identical; SHA-256 {sha256}",
        "trust": "The signers' certificates lead to a trusted root and were valid when signing",
    },
}

# "name.reason", or "name" for any reason that has no words of its own.
FAULTS: dict[str, dict[str, str]] = {
    "vi": {
        "file.not_a_record": "Tệp không phải biên bản PDF/A do e-Cabinet dựng, hoặc phần đầu tệp đã bị sửa",
        "file.signatures": "Không tìm thấy đủ hai chữ ký nguyên vẹn (thấy {found})",
        "file.not_covered": "Chữ ký cuối không bao trùm toàn bộ tệp ({covered}/{size} byte): đã bị thêm dữ liệu",
        "file": "Vùng chữ ký bị sửa",
        "file.hex": "Nội dung chữ ký bị sửa: có ký tự lạ",
        "file.padding": "Phần đệm sau chữ ký bị sửa",
        "signature_secretary.digest": "Nội dung đã bị sửa sau khi thư ký ký",
        "signature_secretary.not_trusted": "Chứng thư của thư ký không dẫn tới gốc tin cậy đã cho",
        "signature_secretary.modified": "Sau chữ ký của thư ký, tệp bị sửa ngoài việc chủ tọa ký",
        "signature_secretary": "Chữ ký của thư ký không hợp lệ",
        "signature_chair.digest": "Nội dung đã bị sửa sau khi chủ tọa ký",
        "signature_chair.not_trusted": "Chứng thư của chủ tọa không dẫn tới gốc tin cậy đã cho",
        "signature_chair.modified": "Tệp bị sửa sau chữ ký của chủ tọa",
        "signature_chair": "Chữ ký của chủ tọa không hợp lệ",
        "journal.no_journal": "Trong tệp không có nhật ký phiên họp",
        "journal": "Nhật ký phiên họp bị đứt ở mục {seq}",
        "votes": "Lần biểu quyết {poll} kiểm lại không khớp: {reason}",
        "votes.unreadable": "Không đọc được các phiếu trong nhật ký",
        "signers": "Người ký không đúng với nhật ký: {journal} / {certificate}",
        "signers.fields": "Ô chữ ký không phải của thư ký và chủ tọa",
        "updates": "Tài liệu đã bị sửa trước hoặc giữa hai chữ ký",
        "typeset": "Không dựng lại được biên bản từ nhật ký",
        "trust": "Không kiểm tra được chứng thư của người ký",
        "typeset.differs": "Biên bản dựng lại từ nhật ký không giống tệp này",
        "typeset.text_differs": "Lời văn trang {page} không giống biên bản dựng lại từ nhật ký",
        "trust.no_roots": "Chưa kiểm tra được người ký: chưa cho biết chứng thư gốc tin cậy (--roots)",
        "typeset.other_typesetter": "Bộ dựng khác đã tạo biên bản ({theirs}; đây là {ours}); lời văn giống hệt",
        "typeset.other_release": "Biên bản theo mẫu mà bản phần mềm này chưa biết ({template}, lời văn {wording})",
    },
    "en": {
        "file.not_a_record": "Not a PDF/A record made by e-Cabinet, or the beginning of the file was changed",
        "file.signatures": "Two intact signatures were not found (found {found})",
        "file.not_covered": "The last signature covers only {covered} of {size} bytes: data was appended",
        "file": "The place of a signature was changed",
        "file.hex": "A signature's content was changed: strange characters",
        "file.padding": "The padding after a signature was changed",
        "signature_secretary.digest": "The content was changed after the secretary signed",
        "signature_secretary.not_trusted": "The secretary's certificate does not lead to a given root",
        "signature_secretary.modified": "After the secretary's signature more was changed than the chair's signing",
        "signature_secretary": "The secretary's signature does not hold",
        "signature_chair.digest": "The content was changed after the chair signed",
        "signature_chair.not_trusted": "The chair's certificate does not lead to a given root",
        "signature_chair.modified": "The file was changed after the chair's signature",
        "signature_chair": "The chair's signature does not hold",
        "journal.no_journal": "There is no journal inside the file",
        "journal": "The journal breaks at entry {seq}",
        "votes": "Vote {poll} does not hold when counted again: {reason}",
        "votes.unreadable": "The ballots in the journal cannot be read",
        "signers": "The signer is not the one in the journal: {journal} / {certificate}",
        "signers.fields": "The signature fields are not those of secretary and chair",
        "updates": "The document was changed before or between the signatures",
        "typeset": "The record could not be typeset again from the journal",
        "trust": "The signers' certificates could not be checked",
        "typeset.differs": "Typeset again from the journal the record is not identical",
        "typeset.text_differs": "The words on page {page} differ from the record typeset again",
        "trust.no_roots": "Who signed could not be checked: no trusted root certificates were given (--roots)",
        "typeset.other_typesetter": "Set by another typesetter ({theirs}; this is {ours}); all words agree",
        "typeset.other_release": "Set from a template this release does not know ({template}, wording {wording})",
    },
}


def say(check: Check, language: str) -> str:
    """One check as a sentence."""
    if check.status == "ok":
        kind = "votes.secret" if check.args.get("secret") else check.name
        pattern = GOOD[language][kind]
    else:
        faults = FAULTS[language]
        pattern = faults.get(f"{check.name}.{check.reason}") or faults.get(check.name) or f"{check.name}.{check.reason}"
    reason = VOTES[language].get(check.reason, check.reason) if check.name == "votes" else check.reason
    return pattern.format_map(_Known({**check.args, "reason": reason}))


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def signed(signature: Signature, offset: int, language: str) -> str:
    """Who signed, when, until when the certificate is valid."""
    at = local(signature.signed_at, offset)
    until = local(signature.not_after, offset)
    unit = f", {signature.unit}" if signature.unit else ""
    if language == "vi":
        return f"{signature.name}{unit}: ký lúc {at:%H:%M:%S, %d/%m/%Y}; chứng thư có giá trị đến {until:%d/%m/%Y}"
    return f"{signature.name}{unit}: signed {at:%d/%m/%Y %H:%M:%S}; certificate valid until {until:%d/%m/%Y}"


def lines(report: Report, language: str) -> list[str]:
    """The whole report, one check a line."""
    head = HEADS[language][report.exit_code]
    about = f"{report.notation} · {report.title}".strip(" ·")
    checks = [f"  {SIGNS[check.status]} {say(check, language)}" for check in report.checks]
    who = [f"    {signed(signature, report.offset, language)}" for signature in report.signatures]
    return [head, *([about] if about else []), *checks, *who]
