from tracker.progress.privacy import complaint


def test_plain_work_has_nothing_to_complain_of() -> None:
    assert complaint("11月24日在集市开展宣传，发放资料2340份，示府〔2026〕3号，合计13800000元。") is None


def test_a_mobile_number_is_found_with_and_without_spaces() -> None:
    assert "2 处像手机号" in (complaint("联系 13900001234 或 139 0000 1234") or "")


def test_an_identity_card_number_is_found_by_its_check_digit() -> None:
    assert "1 处像身份证号" in (complaint("证号 11010519491231002X。") or "")


def test_eighteen_digits_with_a_wrong_check_digit_are_no_identity_card() -> None:
    assert complaint("流水号 110105194912310021") is None


def test_the_number_itself_is_not_repeated() -> None:
    assert "13900001234" not in (complaint("电话13900001234") or "")
